/** Keeps public catalogue reads for seconds, so that a crowd costs the catalog one call, and its absence little. */
package io.vitrina.gateway.cache;
