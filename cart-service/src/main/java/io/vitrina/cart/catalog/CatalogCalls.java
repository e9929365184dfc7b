package io.vitrina.cart.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.util.Collection;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The calls with their patience: how long each waits is the REST client's setting, here is when it is sent again and
 * when it isn't sent at all.
 *
 * <p>All of them are idempotent. What timed out is not sent again: somebody waits, and a slow catalogue is not helped by
 * being asked twice. A refusal is an answer: it neither repeats a call nor opens the breaker.
 */
@ApplicationScoped
class CatalogCalls {

    private final CatalogApi api;
    private final StockApi stock;

    CatalogCalls(@RestClient CatalogApi api, @RestClient StockApi stock) {
        this.api = api;
        this.stock = stock;
    }

    @Retry(
            maxRetries = 1,
            delay = 30,
            jitter = 20,
            retryOn = {CatalogFault.class, ConnectException.class},
            abortOn = CatalogRefusal.class)
    @CircuitBreaker(requestVolumeThreshold = 10, delay = 3000, successThreshold = 2, skipOn = CatalogRefusal.class)
    CatalogApi.Found lookup(Collection<Long> ids) {
        try {
            return api.lookup(new CatalogApi.Lookup(ids));
        } catch (ProcessingException e) {
            throw fault(e);
        }
    }

    @Retry(
            maxRetries = 1,
            delay = 50,
            jitter = 30,
            retryOn = {CatalogFault.class, ConnectException.class},
            abortOn = CatalogRefusal.class)
    @CircuitBreaker(requestVolumeThreshold = 10, delay = 3000, successThreshold = 2, skipOn = CatalogRefusal.class)
    StockApi.Held reserve(UUID orderId, StockApi.Wanted wanted) {
        try {
            return stock.reserve(orderId, wanted);
        } catch (ProcessingException e) {
            throw fault(e);
        }
    }

    /** No breaker and no retry: the outbox repeats it, and has its own waits. */
    StockApi.Held command(UUID orderId, String command) {
        return stock.command(orderId, command);
    }

    private static RuntimeException fault(ProcessingException e) {
        return e.getCause() instanceof ConnectException ? new CatalogFault("no connection") : e;
    }
}
