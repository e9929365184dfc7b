package io.vitrina.catalog.media;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes pictures in and gives them out; a picture's name is the digest of what it holds. */
@ApplicationScoped
public class Pictures {

    /** Largest picture that is taken, bytes. */
    public static final int MAX_BYTES = 5 * 1024 * 1024;

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.(png|jpg|webp)");

    private final MediaStore store;

    Pictures(MediaStore store) {
        this.store = store;
    }

    /** A picture and what it is. */
    record Picture(byte[] content, String mediaType) {}

    /**
     * Keeps a picture.
     *
     * @return its path in the shop
     * @throws ProblemException 413 when it is too large, 415 when it is no PNG, JPEG or WebP, or another than it says
     */
    public String take(byte[] content, String mediaType) {
        if (content.length > MAX_BYTES) {
            throw new ProblemException(
                    Problems.CONTENT_TOO_LARGE, "a picture may have at most " + MAX_BYTES + " bytes");
        }
        ImageKind kind = ImageKind.of(content)
                .filter(found -> found.mediaType().equals(mediaType))
                .orElseThrow(() -> new ProblemException(
                        Problems.UNSUPPORTED_MEDIA_TYPE, "the body is not the " + mediaType + " that it says it is"));
        String name = digest(content) + '.' + kind.extension();
        store.store(name, content, kind.mediaType());
        return MediaResource.PATH + name;
    }

    /** Empty for names that no picture can have, without a look at the store. */
    Optional<Picture> find(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ImageKind kind = ImageKind.ofExtension(matcher.group(1)).orElseThrow();
        return store.load(name).map(content -> new Picture(content, kind.mediaType()));
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
