package io.vitrina.catalog.transfer;

import io.vitrina.catalog.config.CatalogConfig;
import io.vitrina.catalog.config.DatabaseException;
import io.vitrina.catalog.history.ProductHistory.Author;
import io.vitrina.catalog.transfer.ImportTally.BatchResult;
import io.vitrina.kit.database.DatabaseFaults;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Reads rows and writes them batch by batch; never holds more than one batch. */
@ApplicationScoped
class Importer {

    private static final int MAX_BATCH_CHARACTERS = 2_000_000;
    private static final int TRIES = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final String CUT_OFF = "the catalogue is busy; what was written so far stands, send the file again";
    private static final Logger LOG = Logger.getLogger(Importer.class);

    private final RowRules rules;
    private final ImportBatch batches;
    private final CatalogConfig.Imports config;

    Importer(RowRules rules, ImportBatch batches, CatalogConfig config) {
        this.rules = rules;
        this.batches = batches;
        this.config = config.imports();
    }

    /**
     * Imports all rows there are.
     *
     * @param progress told what was done after each batch
     * @throws IOException when the source breaks off; the batches written so far stand
     */
    ImportReport run(ImportSource source, Author author, Consumer<ImportTally> progress) throws IOException {
        ImportTally tally = new ImportTally(config.reportedErrors());
        try {
            readAll(source, author, tally, progress);
            return tally.report();
        } catch (ProblemException e) {
            // The source refuses to give more: whoever sent it must still hear what was done.
            throw e.with("imported", tally.report());
        } catch (RuntimeException e) {
            if (!isPassing(e)) {
                throw e;
            }
            LOG.errorf("an import was cut off: %s", e.getMessage());
            throw ProblemException.unavailable(CUT_OFF, RETRY_AFTER).with("imported", tally.report());
        }
    }

    private void readAll(ImportSource source, Author author, ImportTally tally, Consumer<ImportTally> progress)
            throws IOException {
        List<ImportRow> batch = new ArrayList<>();
        Set<String> skus = new HashSet<>();
        long characters = 0;
        for (ImportLine line = source.next(); line != null; line = source.next()) {
            ImportRow row = checked(line, tally);
            if (row == null) {
                continue;
            }
            boolean full = batch.size() >= config.batchSize() || characters > MAX_BATCH_CHARACTERS;
            // A sku that comes again is about what the row before it made.
            if (full || skus.contains(row.sku())) {
                write(batch, author, tally, progress);
                skus.clear();
                characters = 0;
            }
            batch.add(row);
            skus.add(row.sku());
            characters += row.size();
        }
        write(batch, author, tally, progress);
    }

    private ImportRow checked(ImportLine line, ImportTally tally) {
        try {
            return rules.check(line);
        } catch (ProblemException e) {
            tally.fail(line.line(), e.getMessage());
            return null;
        }
    }

    private void write(List<ImportRow> batch, Author author, ImportTally tally, Consumer<ImportTally> progress) {
        if (!batch.isEmpty()) {
            tally.add(tried(batch, author));
            batch.clear();
            progress.accept(tally);
        }
    }

    /** Another import may make the same product in the same moment: the second try finds it there. */
    private BatchResult tried(List<ImportRow> batch, Author author) {
        for (int left = TRIES - 1; ; left--) {
            try {
                return batches.write(batch, author);
            } catch (DatabaseException e) {
                boolean again = DatabaseFaults.isConflict(e) || isMadeByAnother(e);
                if (left == 0 || !again) {
                    throw e;
                }
            }
        }
    }

    private static boolean isPassing(RuntimeException e) {
        return DatabaseFaults.isPassing(e) || isMadeByAnother(e);
    }

    private static boolean isMadeByAnother(RuntimeException e) {
        return DatabaseException.isDuplicate(e, "uq_product_sku");
    }
}
