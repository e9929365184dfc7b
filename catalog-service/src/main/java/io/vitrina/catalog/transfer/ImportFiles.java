package io.vitrina.catalog.transfer;

import io.vitrina.kit.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Bodies of imports on disk. Each bears the number of the process that took it, so that a dead one's can be told. */
final class ImportFiles {

    private static final Logger LOG = Logger.getLogger(ImportFiles.class);
    private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    private static final String PREFIX = "vitrina-import-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-.*\\.part");

    private ImportFiles() {}

    /** 503 when there is no room for it, as in {@link #fill}. */
    static Path create() {
        try {
            return Files.createTempFile(FOLDER, PREFIX + ProcessHandle.current().pid() + '-', ".part");
        } catch (IOException e) {
            throw full(e);
        }
    }

    /**
     * Writes a body into a file. 503 when the disk takes no more of it: another time there may be room.
     *
     * @throws IOException when the body breaks off
     */
    static void fill(Path file, InputStream body) throws IOException {
        try (OutputStream out = new Disk(file)) {
            body.transferTo(out);
        }
    }

    private static ProblemException full(IOException e) {
        LOG.errorf("an import can't be kept: %s", e.getMessage());
        return ProblemException.unavailable("there is no room for the file now", RETRY_AFTER);
    }

    /** A file whose failures are not taken for those of the body that is written to it. */
    private static final class Disk extends OutputStream {

        private final OutputStream out;

        private Disk(Path file) {
            try {
                this.out = Files.newOutputStream(file);
            } catch (IOException e) {
                throw full(e);
            }
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw full(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw full(e);
            }
        }
    }

    /** To be called before the first import: in a container every process has the same number. */
    static void deleteLeft() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER, PREFIX + "*.part")) {
            for (Path file : files) {
                if (isLeft(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("files of imports stay behind: %s", e.getMessage());
        }
    }

    private static boolean isLeft(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        long process = Long.parseLong(name.group(1));
        return process == ProcessHandle.current().pid()
                || ProcessHandle.of(process).isEmpty();
    }
}
