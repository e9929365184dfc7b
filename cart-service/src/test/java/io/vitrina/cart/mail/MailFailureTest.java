package io.vitrina.cart.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mail server that is away for an hour is no fault of the mails, and costs them no attempt. */
class MailFailureTest {

    static Stream<RuntimeException> away() {
        return Stream.of(
                new CompletionException(new ConnectException("refused")),
                new CompletionException(new UnknownHostException("smtp")),
                new CompletionException(new SMTPException("later", 451, List.of("451 greylisted"), false)));
    }

    @ParameterizedTest
    @MethodSource("away")
    void isTheServersWhenItIsAway(RuntimeException failure) {
        assertThat(OrderMail.told(failure))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.kind()).isEqualTo(Problems.UNAVAILABLE));
    }

    @Test
    void countsWhenItIsRefusedForGoodOrMayHaveBeenSent() {
        RuntimeException refused =
                new CompletionException(new SMTPException("no", 550, List.of("550 no such user"), true));
        assertThat(OrderMail.told(refused)).isSameAs(refused);
        for (RuntimeException other : List.of(
                new IllegalArgumentException("no address"),
                new TimeoutException(),
                new CompletionException(new IOException("reset")),
                new CompletionException("without a cause", null))) {
            assertThat(OrderMail.told(other)).isSameAs(other);
        }
    }
}
