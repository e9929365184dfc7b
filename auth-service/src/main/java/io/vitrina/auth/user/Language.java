package io.vitrina.auth.user;

import io.vitrina.auth.config.AuthConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** In which of our languages somebody wants letters. */
@ApplicationScoped
public class Language {

    private static final List<String> OURS = List.of("ru", "en");
    private static final int LONGEST_HEADER = 200;

    private final String fallback;

    Language(AuthConfig config) {
        this.fallback = config.mail().defaultLanguage();
    }

    /** {@code ru} or {@code en}, from an Accept-Language header that may be absent or nonsense. */
    public String of(String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > LONGEST_HEADER) {
            return fallback;
        }
        try {
            String found = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), OURS);
            return found == null ? fallback : found;
        } catch (IllegalArgumentException e) {
            return fallback;
        }
    }
}
