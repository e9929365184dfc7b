/** The shop as its clients see it: plain HTTP and JSON, none of its classes. */
package io.vitrina.acceptance.client;
