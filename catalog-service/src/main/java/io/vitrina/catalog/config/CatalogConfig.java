package io.vitrina.catalog.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the catalogue. */
@ConfigMapping(prefix = "vitrina.catalog")
public interface CatalogConfig {

    /** Who may read the catalogue. */
    @WithDefault("public")
    Browse browse();

    /** ISO 4217 code of the shop's one currency; what new products are priced in. */
    @WithDefault("RUB")
    String currency();

    /** Calls that may be busy with the database at once: the size of its pool. The rest wait, then get 503. */
    @WithDefault("16")
    int concurrentCalls();

    /** How long a call waits for its turn at the database. */
    @WithDefault("6S")
    Duration callWait();

    /** Lists of products. */
    Listing listing();

    /** What is kept in memory of what was read. */
    Cache cache();

    /** Reservations. */
    Reservations reservations();

    /** Imports. */
    Imports imports();

    /** Pictures. */
    Media media();

    /** Who may read the catalogue. */
    enum Browse {
        /** Anyone. */
        PUBLIC,
        /** Whoever has signed in. */
        AUTHENTICATED
    }

    /** Lists of products. */
    interface Listing {

        /** Totals of lists without a search are counted up to this number; past it they are estimated. */
        @WithDefault("10000")
        int exactTotalUpTo();

        /**
         * Search by relevance ranks all matches of a search that seems to have at most this many; totals of such a
         * search are exact. What such a search costs grows with it.
         */
        @WithDefault("5000")
        int rankedWhole();

        /** Of a more common search so many of the newest matches are ranked first, then those before them; 100 at least. */
        @WithDefault("200")
        int rankedWindow();

        /** Far pages are found from remembered rows, one every so many. */
        @WithDefault("1000")
        int landmarkEvery();

        /** How long such a row's number is believed while another replica may have moved it. */
        @WithDefault("5S")
        Duration landmarkMaxAge();
    }

    /** What is kept in memory of what was read. */
    interface Cache {

        /** Oldest answer that is given while another replica may have changed what it says; zero keeps nothing. */
        @WithDefault("1S")
        Duration maxAge();

        /** Bytes of rendered answers that are kept. */
        @WithDefault("33554432")
        long maxBytes();
    }

    /** Reservations. */
    interface Reservations {

        /** How often expired ones are looked for. */
        @WithDefault("5S")
        Duration sweepEvery();

        /** How many of them one transaction gives back. */
        @WithDefault("100")
        int sweepBatch();
    }

    /** Imports. */
    interface Imports {

        /** Rows that are written in one transaction. */
        @WithDefault("1000")
        int batchSize();

        /** Bad rows that are named in the answer; all of them are counted. */
        @WithDefault("10000")
        int reportedErrors();

        /** Imports that run at once in one process. */
        @WithDefault("2")
        int concurrent();
    }

    /** Pictures. */
    interface Media {

        /** Folder of the pictures; used when no bucket is named. */
        @WithDefault("media")
        Path directory();

        /** An S3-compatible store; pictures are kept there when its bucket is named. */
        S3 s3();
    }

    /** An S3-compatible store. */
    interface S3 {

        /** Its address without a path, such as {@code https://storage.yandexcloud.net}; the bucket becomes the path. */
        Optional<String> endpoint();

        /** Region that requests are signed for. */
        @WithDefault("us-east-1")
        String region();

        /** Name of the bucket. */
        Optional<String> bucket();

        /** Id of the access key. */
        Optional<String> accessKey();

        /** Secret of the access key. */
        Optional<String> secretKey();

        /** Longest wait for one answer. */
        @WithDefault("5S")
        Duration timeout();
    }
}
