package io.vitrina.catalog.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vitrina.catalog.config.Database;
import io.vitrina.catalog.product.ProductRequest;
import io.vitrina.catalog.transfer.ExportService.ExportRow;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ExportServiceTest {

    @Inject
    ExportService exporter;

    @Inject
    Database database;

    @Test
    void cutsPiecesByTheirSizeAndLosesNoRow() {
        database.update(
                "INSERT INTO product (name, description, price, currency, created_at, updated_at)"
                        + " SELECT 'A', CASE WHEN n > 20 THEN repeat('x', ?) END, 1, 'RUB', now(), now()"
                        + " FROM generate_series(1, 60) n",
                ProductRequest.MAX_DESCRIPTION);
        database.update("INSERT INTO stock (product_id, initial, quantity) SELECT id, 0, 0 FROM product");
        List<Long> ids = new ArrayList<>();
        List<Integer> pieces = new ArrayList<>();
        for (List<ExportRow> piece = exporter.after(0);
                !piece.isEmpty();
                piece = exporter.after(piece.getLast().id())) {
            pieces.add(piece.size());
            piece.forEach(row -> ids.add(row.id()));
            assertThat(piece.stream().mapToInt(ExportRow::size).sum())
                    .isLessThan(ExportService.PIECE_CHARACTERS + ProductRequest.MAX_DESCRIPTION + 1_000);
        }
        assertThat(pieces).containsExactly(25, 5, 5, 5, 5, 5, 5, 5);
        assertThat(ids).isEqualTo(LongStream.rangeClosed(1, 60).boxed().toList());
    }
}
