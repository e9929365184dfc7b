package io.vitrina.local.mail;

import io.vitrina.local.LaunchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;
import org.subethamail.smtp.server.SMTPServer;

/** Takes every mail and writes it to a folder, one {@code .eml} file each, named by its time; sends nothing on. */
public final class MailSink implements AutoCloseable {

    private static final int MAX_BYTES = 10 << 20;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;
    private final AtomicLong count = new AtomicLong();
    private final SMTPServer server;

    public MailSink(Path folder, InetAddress bind, int port, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.server = SMTPServer.port(port)
                .bindAddress(bind)
                .hostName("localhost")
                .softwareName("vitrina mail sink")
                .maxMessageSize(MAX_BYTES)
                .messageHandler((context, from, to, data) -> store(data))
                .build();
    }

    public void start() {
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new LaunchException("The mail sink could not be started: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private void store(byte[] mail) {
        String name = NAME.format(clock.instant()) + "-" + String.format("%06d", count.incrementAndGet());
        try {
            Path fresh = Files.createTempFile(
                    folder,
                    "." + name,
                    ".part",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, mail);
            // A reader sees whole mails only.
            Files.move(fresh, folder.resolve(name + ".eml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
