package io.vitrina.gateway.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.vitrina.gateway.config.ServiceName;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The one document that tells what the shop's API can do, in JSON and in YAML. */
@Singleton
public class ApiDocument {

    private static final Logger LOG = Logger.getLogger(ApiDocument.class);
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ObjectNode document;
    private final List<ServiceName> missing = new ArrayList<>();
    private final Operations operations;

    ApiDocument() {
        OpenApiMerger merger = new OpenApiMerger(
                read("openapi/base.json").orElseThrow(() -> new IllegalStateException("openapi/base.json is missing")));
        for (ServiceName service : ServiceName.values()) {
            Optional<ObjectNode> promised = read("openapi/" + service.label() + ".json");
            if (promised.isPresent()) {
                merger.add(capitalised(service), promised.get());
            } else {
                missing.add(service);
                LOG.warnf(
                        "%s has no OpenAPI document in this build; its operations are routed but not shown",
                        service.label());
            }
        }
        read("openapi/examples.json").ifPresent(merger::illustrate);
        this.document = merger.merge();
        this.operations = Operations.of(document);
    }

    public ObjectNode document() {
        return document;
    }

    /** What can be called, as the document says. */
    public Operations operations() {
        return operations;
    }

    /** Services whose own document is not in this build. */
    public List<ServiceName> missing() {
        return List.copyOf(missing);
    }

    String json() {
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    String yaml() {
        try {
            return new ObjectMapper(YAMLFactory.builder()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                            .build())
                    .writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String capitalised(ServiceName service) {
        String name = service.name();
        return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    private static Optional<ObjectNode> read(String resource) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of((ObjectNode) JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
