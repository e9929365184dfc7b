package io.vitrina.catalog.transfer;

import static io.vitrina.catalog.Shop.PRODUCTS;
import static io.vitrina.catalog.Shop.admin;
import static io.vitrina.catalog.Shop.anyone;
import static io.vitrina.catalog.Shop.user;
import static io.vitrina.catalog.transfer.Transfers.IMPORT;
import static io.vitrina.catalog.transfer.Transfers.csv;
import static io.vitrina.catalog.transfer.Transfers.rows;
import static io.vitrina.catalog.transfer.Transfers.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.history.ProductHistory.Author;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ImportJobTest {

    @Inject
    ImportJobs jobs;

    @Inject
    ImportJobRepository repository;

    @Inject
    Database database;

    @Test
    void runsAloneAndTellsHowFarItIs() {
        String location = start(rows(2_500) + ",no sku,1,1\n")
                .statusCode(202)
                .body("status", notNullValue())
                .header("Location", startsWith(IMPORT + '/'))
                .extract()
                .header("Location");
        finished(location)
                .body("status", equalTo("done"))
                .body("created", is(2_500))
                .body("failed", is(1))
                .body("errors.line", contains(2_502))
                .body("finished_at", notNullValue());
    }

    @Test
    void estimatesTotalsThatAreDearToCount() {
        csv(rows(2_000)).body("created", is(2_000));
        database.update("ANALYZE product");
        anyone().get(PRODUCTS + "?size=50&page=2")
                .then()
                .body("total", both(greaterThan(1_800)).and(lessThan(2_200)))
                .body("total_is_estimate", is(true))
                .body("pages", greaterThan(35));
        anyone().get(PRODUCTS + "?min_price=2000").then().body("total", is(0)).body("total_is_estimate", nullValue());
    }

    @Test
    void failsAsWholeWhenTheHeaderIsWrong() {
        String location = start("sku,name\n").statusCode(202).extract().header("Location");
        finished(location).body("status", equalTo("failed")).body("message", containsString("missing columns: price"));
    }

    @Test
    void takesNoNinthFileWhileEightAreComing() throws Exception {
        CountDownLatch begun = new CountDownLatch(ImportJobs.MAX_WAITING);
        CountDownLatch over = new CountDownLatch(1);
        Author author = new Author(7L, "import");
        List<Future<ImportJob>> uploads = new ArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < ImportJobs.MAX_WAITING; i++) {
                uploads.add(
                        pool.submit(() -> jobs.start(new Waiting(begun, over), MediaType.valueOf("text/csv"), author)));
            }
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            start("sku,name,price\nA,a,1\n").statusCode(503).body("detail", equalTo("too many imports are waiting"));
            over.countDown();
            for (Future<ImportJob> upload : uploads) {
                finished(IMPORT + '/' + upload.get().id()).body("status", equalTo("failed"));
            }
        }
        finished(start("sku,name,price\nA,a,1\n").statusCode(202).extract().header("Location"))
                .body("created", is(1));
    }

    /** A body that comes to its end when it is told to. */
    private static final class Waiting extends InputStream {

        private final CountDownLatch begun;
        private final CountDownLatch over;

        private Waiting(CountDownLatch begun, CountDownLatch over) {
            this.begun = begun;
            this.over = over;
        }

        @Override
        public int read() throws IOException {
            begun.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return -1;
        }
    }

    @Test
    void endsJobsThatNobodyWorksOn() {
        UUID id = UUID.randomUUID();
        repository.insert(id, 7);
        jobs.watch();
        admin().get(IMPORT + "/" + id).then().body("status", equalTo("queued"));
        database.update("UPDATE import_job SET updated_at = now() - interval '3 minutes'");
        jobs.watch();
        admin().get(IMPORT + "/" + id)
                .then()
                .body("status", equalTo("failed"))
                .body("message", containsString("interrupted"));
        assertThat(repository.deleteFinished(Duration.ofDays(1))).isZero();
    }

    @Test
    void tellsAdminsOnly() {
        UUID id = UUID.randomUUID();
        admin().get(IMPORT + "/" + id).then().statusCode(404);
        admin().get(IMPORT + "/nonsense").then().statusCode(404);
        user().get(IMPORT + "/" + id).then().statusCode(403);
        anyone().get(IMPORT + "/" + id).then().statusCode(401);
        admin().contentType("text/csv")
                .body("x")
                .post(IMPORT + "?async=maybe")
                .then()
                .statusCode(400);
    }

    private static ValidatableResponse finished(String location) {
        Instant latest = Instant.now().plusSeconds(60);
        ValidatableResponse job;
        do {
            job = admin().get(location).then().statusCode(200);
        } while (job.extract().path("finished_at") == null && Instant.now().isBefore(latest));
        return job;
    }
}
