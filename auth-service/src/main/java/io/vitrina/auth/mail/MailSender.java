package io.vitrina.auth.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.vitrina.auth.config.AuthConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Fills the templates in and hands the letter to the mail server. */
@ApplicationScoped
class MailSender {

    private final ReactiveMailer mailer;
    private final Engine templates;
    private final AuthConfig.Mail config;

    MailSender(ReactiveMailer mailer, Engine templates, AuthConfig config) {
        this.mailer = mailer;
        this.templates = templates;
        this.config = config.mail();
    }

    /** Returns when the server has taken it; throws when it didn't within the time limit. */
    void send(String recipient, String language, Letter letter) {
        Map<String, Object> data = new HashMap<>(letter.data());
        data.put("shop", config.shopName());
        String text = render(letter.template() + "_" + language + ".txt", data);
        // The first line of the text is the subject: all that is said stays in one file.
        int end = text.indexOf('\n');
        Mail mail = Mail.withText(
                        recipient,
                        text.substring(0, end).strip(),
                        text.substring(end + 1).stripLeading())
                .setHtml(render(letter.template() + "_" + language + ".html", data));
        mailer.send(mail).await().atMost(config.timeout());
    }

    private String render(String name, Map<String, Object> data) {
        Template template = templates.getTemplate("mail/" + name);
        if (template == null) {
            throw new IllegalStateException("no template " + name);
        }
        return template.data(data).render();
    }
}
