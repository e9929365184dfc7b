/**
 * What every service has the same: problem bodies, paging, the request id, tokens and their roles, strict JSON.
 *
 * <p>It knows no feature. Nothing here is called over the network, and nothing here owns data.
 */
package io.vitrina.kit;
