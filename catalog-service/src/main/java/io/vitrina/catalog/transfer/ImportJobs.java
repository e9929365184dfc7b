package io.vitrina.catalog.transfer;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.history.ProductHistory.Author;
import io.vitrina.catalog.transfer.ImportJob.Status;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Runs imports while nobody waits for their answers. A job belongs to the process that took its file; when that
 * process dies, another one says so, and the batches written so far stand.
 */
@ApplicationScoped
class ImportJobs {

    private static final Logger LOG = Logger.getLogger(ImportJobs.class);
    static final int MAX_WAITING = 8;
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final String INTERRUPTED = "interrupted; what was written so far stands, send the file again";
    private static final ImportReport NOTHING = new ImportReport(0, 0, 0, 0, List.of());

    private final ImportJobRepository repository;
    private final Importer importer;
    private final ImportSources sources;
    private final ImportSlots slots;
    private final ExecutorService threads;
    private final Set<UUID> own = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MAX_WAITING);

    ImportJobs(
            ImportJobRepository repository,
            Importer importer,
            ImportSources sources,
            ImportSlots slots,
            @VirtualThreads ExecutorService threads) {
        this.repository = repository;
        this.importer = importer;
        this.sources = sources;
        this.slots = slots;
        this.threads = threads;
    }

    /**
     * Takes the whole body in, on disk, and begins; 503 when too many wait, or are on their way here, already, or the disk
     * is full all the same.
     */
    ImportJob start(InputStream body, MediaType type, Author author) throws IOException {
        // The place is taken before the file comes: the disk is to have room for so many files of the largest size.
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("too many imports are waiting", Duration.ofSeconds(30));
        }
        try {
            return taken(body, type, author);
        } catch (IOException | RuntimeException e) {
            places.release();
            throw e;
        }
    }

    private ImportJob taken(InputStream body, MediaType type, Author author) throws IOException {
        UUID id = UUID.randomUUID();
        Path file = ImportFiles.create();
        try (InputStream limited = ImportSources.limited(body)) {
            ImportFiles.fill(file, limited);
            repository.insert(id, author.user());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        ImportJob job = queued(id, file);
        own.add(id);
        threads.execute(() -> run(id, file, type, author));
        return job;
    }

    private ImportJob queued(UUID id, Path file) throws IOException {
        try {
            return find(id);
        } catch (RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    @Bounded
    ImportJob find(UUID id) {
        return repository.find(id).orElseThrow(() -> ProblemException.notFound("import"));
    }

    private void run(UUID id, Path file, MediaType type, Author author) {
        AtomicReference<ImportReport> done = new AtomicReference<>(NOTHING);
        try (var slot = slots.take();
                InputStream in = Files.newInputStream(file)) {
            repository.progress(id, NOTHING);
            ImportReport report = importer.run(sources.open(in, type), author, tally -> {
                done.set(tally.report());
                repository.progress(id, done.get());
            });
            repository.finish(id, Status.DONE, report, null);
        } catch (ProblemException e) {
            finishFailed(id, done.get(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            finishFailed(id, done.get(), INTERRUPTED);
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "import %s failed", id);
            finishFailed(id, done.get(), "failed on our side; what was written so far stands");
        } finally {
            own.remove(id);
            delete(file);
            places.release();
        }
    }

    private void finishFailed(UUID id, ImportReport done, String message) {
        try {
            repository.finish(id, Status.FAILED, done, message);
        } catch (RuntimeException e) {
            // Its silence will tell.
            LOG.warnf("import %s: its end could not be noted: %s", id, e.getMessage());
        }
    }

    void begin(@Observes StartupEvent started) {
        ImportFiles.deleteLeft();
    }

    @Scheduled(every = "20S", delayed = "20S", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void watch() {
        if (!own.isEmpty()) {
            repository.touch(own);
        }
        int silent = repository.failSilent(SILENCE, INTERRUPTED);
        if (silent > 0) {
            LOG.warnf("%d imports had been left by the process that ran them", silent);
        }
        repository.deleteFinished(KEPT);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("a file of an import stays behind: %s", file.getFileName());
        }
    }
}
