package io.vitrina.gateway.route;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Problems;
import java.util.List;
import java.util.Map;

/** What can be said of a request before anybody looks at what it asks for. */
final class RequestHead {

    private RequestHead() {}

    /**
     * The request target, when the head around it is sound.
     *
     * @param maxHeaders bytes of all headers together
     * @param maxUri characters of the target
     * @throws MalformedException when nobody can tell where the request ends
     * @throws ProblemException when it is too large
     */
    static String checkedUri(HttpServerRequest request, long maxHeaders, long maxUri) {
        if (request.version() == HttpVersion.HTTP_2) {
            checkFields(request.headers(), maxHeaders);
        } else {
            checkEncoding(request);
        }
        if (request.uri() == null) {
            // CONNECT, which in HTTP/2 has nothing but an authority.
            throw new ProblemException(Problems.BAD_REQUEST, "this is no proxy");
        }
        if (request.uri().length() > maxUri) {
            throw new ProblemException(
                    Problems.URI_TOO_LONG, "the request target may have at most " + maxUri + " characters");
        }
        return request.uri();
    }

    private static void checkEncoding(HttpServerRequest request) {
        MultiMap headers = request.headers();
        boolean encoded = headers.contains(HttpHeaders.TRANSFER_ENCODING);
        boolean doubtful = headers.contains(HttpHeaders.CONTENT_LENGTH) || request.version() != HttpVersion.HTTP_1_1;
        if (encoded && (doubtful || isStrangelyEncoded(headers))) {
            throw new MalformedException("the length of the body is told in more than one way, or in an unknown one");
        }
    }

    private static boolean isStrangelyEncoded(MultiMap headers) {
        List<String> encodings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
        return !encodings.isEmpty()
                && (encodings.size() > 1 || !encodings.getFirst().equals("chunked"));
    }

    /** What {@link HeadScanner} sees to in HTTP/1: HTTP/2 can carry any byte in a value, and its decoder lets it. */
    private static void checkFields(MultiMap headers, long maxHeaders) {
        long size = 0;
        boolean sound = true;
        for (Map.Entry<String, String> header : headers) {
            size += header.getKey().length() + header.getValue().length() + 2;
            sound &= isToken(header.getKey()) && isPlain(header.getValue());
        }
        if (size > maxHeaders) {
            throw new ProblemException(
                    Problems.HEADERS_TOO_LARGE, "the request headers may have at most " + maxHeaders + " bytes");
        }
        if (!sound) {
            throw new ProblemException(Problems.BAD_REQUEST, "a request header is malformed");
        }
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Bytes that the body has by its own account; 0 when it doesn't say. */
    static long contentLength(HttpServerRequest request) {
        String header = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (header == null) {
            return 0;
        }
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException e) {
            throw new MalformedException("the Content-Length is not a number");
        }
    }

    static boolean hasBody(HttpServerRequest request) {
        MultiMap headers = request.headers();
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        return headers.contains(HttpHeaders.TRANSFER_ENCODING)
                || request.version() == HttpVersion.HTTP_2 && !request.isEnded();
    }

    /** A request whose end is in doubt: the connection is not to be trusted with another one. */
    static final class MalformedException extends ProblemException {

        MalformedException(String detail) {
            super(Problems.BAD_REQUEST, detail);
        }
    }
}
