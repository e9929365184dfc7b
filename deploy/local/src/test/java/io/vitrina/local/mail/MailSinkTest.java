package io.vitrina.local.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.local.LaunchException;
import io.vitrina.local.home.Home;
import io.vitrina.local.home.Ports;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailSinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private int port;
    private MailSink sink;
    private Mailbox mailbox;

    @BeforeEach
    void start() throws Exception {
        InetAddress local = InetAddress.getByName("127.0.0.1");
        port = Ports.free(local).smtp();
        sink = new MailSink(folder, local, port, Clock.systemUTC());
        sink.start();
        mailbox = new Mailbox(folder);
    }

    @AfterEach
    void stop() {
        sink.close();
    }

    @Test
    void keepsEachMailInAPrivateFile() throws Exception {
        send("anna@example.com", "Код", "Здравствуйте!\n\n123456\n\nДо встречи");

        assertThat(mailbox.awaitCode("Anna@Example.com", Instant.EPOCH, PATIENCE))
                .isEqualTo("123456");
        List<Path> files = Files.list(folder).toList();
        assertThat(files).singleElement().asString().endsWith(".eml");
        assertThat(Home.isPrivate(files.getFirst())).isTrue();
    }

    @Test
    void findsTheNewestCodeOfTheRecipientAlone() throws Exception {
        send("anna@example.com", "one", "111111\n");
        send("boris@example.com", "two", "222222\n");
        send("anna@example.com", "three", "333333\n");
        send("anna@example.com", "no code", "the order 1234567 of 12 34 56");

        assertThat(mailbox.awaitCode("anna@example.com", Instant.EPOCH, PATIENCE))
                .isEqualTo("333333");
        assertThat(mailbox.to("anna@example.com"))
                .extracting(Mailbox.Mail::subject)
                .contains("no code");
    }

    @Test
    void saysWhenNoMailCame() {
        assertThatThrownBy(() -> mailbox.awaitCode("nobody@example.com", Instant.EPOCH, Duration.ZERO))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("nobody@example.com");
    }

    private void send(String to, String subject, String text) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(port));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("shop@example.com"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setText(text, "UTF-8");
        Transport.send(message);
    }
}
