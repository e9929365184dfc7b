package io.vitrina.catalog.media;

import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import io.vitrina.kit.text.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
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
                .filter(found -> found.mediaType().equalsIgnoreCase(mediaType))
                .orElseThrow(() -> new ProblemException(
                        Problems.UNSUPPORTED_MEDIA_TYPE, "the body is not the " + mediaType + " that it says it is"));
        String name = HexFormat.of().formatHex(Sha256.of(content)) + '.' + kind.extension();
        store.store(name, content, kind.mediaType());
        return MediaResource.PATH + name;
    }

    /** What a picture of that name is; empty for names that no picture can have. Without a look at the store. */
    static Optional<ImageKind> kind(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? ImageKind.ofExtension(matcher.group(1)) : Optional.empty();
    }

    /** @param name one that has a {@link #kind(String)} */
    Optional<MediaStore.Stored> find(String name) {
        return store.find(name);
    }
}
