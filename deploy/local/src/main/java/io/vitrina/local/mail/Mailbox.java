package io.vitrina.local.mail;

import io.vitrina.local.LaunchException;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what the {@link MailSink} wrote. */
public final class Mailbox {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*(\\d{6})\\s*$");

    private final Path folder;

    public Mailbox(Path folder) {
        this.folder = folder;
    }

    /** The six digits of the newest mail to the recipient that has them, not older than the given time. */
    public String awaitCode(String recipient, Instant since, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<String> code = newestFirst(since).stream()
                    .map(this::read)
                    .flatMap(Optional::stream)
                    .filter(mail -> mail.to().stream().anyMatch(recipient::equalsIgnoreCase))
                    .map(mail -> CODE.matcher(mail.text()))
                    .filter(Matcher::find)
                    .map(match -> match.group(1))
                    .findFirst();
            if (code.isPresent()) {
                return code.get();
            }
            if (System.nanoTime() > deadline) {
                throw new LaunchException("No mail with a code came to " + recipient + " within " + patience.toSeconds()
                        + " s; mails are written to " + folder + ".");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** All mails to the recipient, newest first. */
    public List<Mail> to(String recipient) {
        return newestFirst(Instant.EPOCH).stream()
                .map(this::read)
                .flatMap(Optional::stream)
                .filter(mail -> mail.to().stream().anyMatch(recipient::equalsIgnoreCase))
                .toList();
    }

    private List<Path> newestFirst(Instant since) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .filter(file -> !modified(file).isBefore(since))
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.MIN;
        }
    }

    private Optional<Mail> read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), bytes);
            Address[] to = message.getRecipients(Message.RecipientType.TO);
            List<String> recipients = to == null
                    ? List.of()
                    : Stream.of(to)
                            .map(address -> ((InternetAddress) address).getAddress())
                            .toList();
            return Optional.of(new Mail(
                    recipients, Optional.ofNullable(message.getSubject()).orElse(""), text(message)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException | MessagingException e) {
            throw new LaunchException("The mail " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static String text(Part part) throws IOException, MessagingException {
        Object content = part.getContent();
        if (content instanceof Multipart parts) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart inner = parts.getBodyPart(i);
                text.append(text(inner)).append('\n');
            }
            return text.toString();
        }
        return content instanceof String string ? string : "";
    }

    /**
     * One mail.
     *
     * @param text all its texts, decoded
     */
    public record Mail(List<String> to, String subject, String text) {}
}
