package io.vitrina.auth.mail;

import java.util.Map;

/**
 * What a letter says.
 *
 * @param template name of its templates, without language and ending
 * @param data what the templates fill in
 */
public record Letter(String template, Map<String, Object> data) {

    public static Letter of(String template) {
        return new Letter(template, Map.of());
    }
}
