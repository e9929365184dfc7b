package io.vitrina.catalog.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.kit.problem.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvSourceTest {

    private static final String HEADER = "sku,name,price\n";

    @Test
    void readsQuotesNewlinesAndAllLineEnds() throws IOException {
        List<ImportLine> lines = read("\uFEFFsku,name,price\r\nA,\"a \"\"b\"\", c\",1\rB,\"x\r\ny\",2\n\nC,\"\",3");
        assertThat(lines).extracting(ImportLine::line).containsExactly(2, 3, 6);
        assertThat(lines.get(0).values().get(Column.NAME)).isEqualTo("a \"b\", c");
        assertThat(lines.get(1).values().get(Column.NAME)).isEqualTo("x\r\ny");
        assertThat(lines.get(2).values().get(Column.NAME)).isNull();
        assertThat(lines.get(2).values()).containsKey(Column.NAME);
    }

    @Test
    void namesRowsThatAreNone() throws IOException {
        List<ImportLine> lines = read(HEADER + "A,a\nB,b,1,2\nC,\"c\"x,1\nD,d,4\nE,\"e");
        assertThat(lines).extracting(ImportLine::line).containsExactly(2, 3, 4, 5, 6);
        assertThat(lines)
                .extracting(ImportLine::fault)
                .containsExactly(
                        "has 2 fields where the header has 3",
                        "has 4 fields where the header has 3",
                        "has text behind a closing quote",
                        null,
                        "has a quote that is never closed");
    }

    @Test
    void survivesQuoteThatIsNeverClosedInEndlessFile() throws IOException {
        CsvSource source = new CsvSource(new Endless(HEADER + "A,\"", 8 * ImportSource.MAX_ROW, "\nB,b,1\n"));
        ImportLine broken = source.next();
        assertThat(broken.line()).isEqualTo(2);
        assertThat(broken.fault()).contains("longer than");
        assertThat(source.next().values()).containsEntry(Column.SKU, "B");
        assertThat(source.next()).isNull();
    }

    @Test
    void refusesHeaders() {
        for (String header : new String[] {"", "\n", "sku,name\n", "sku;name;price\n", "sku,name,price,x\n"}) {
            assertThatThrownBy(() -> read(header)).isInstanceOf(ProblemException.class);
        }
    }

    private static List<ImportLine> read(String text) throws IOException {
        CsvSource source = new CsvSource(new StringReader(text));
        List<ImportLine> lines = new ArrayList<>();
        for (ImportLine line = source.next(); line != null; line = source.next()) {
            lines.add(line);
        }
        return lines;
    }

    /** A text, very many letters, and another text. */
    private static final class Endless extends Reader {

        private final String before;
        private final long letters;
        private final String after;
        private long at;

        private Endless(String before, long letters, String after) {
            this.before = before;
            this.letters = letters;
            this.after = after;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            int c = next();
            if (c < 0) {
                return -1;
            }
            buffer[offset] = (char) c;
            return 1;
        }

        private int next() {
            long place = at++;
            if (place < before.length()) {
                return before.charAt((int) place);
            }
            place -= before.length();
            if (place < letters) {
                return 'x';
            }
            place -= letters;
            return place < after.length() ? after.charAt((int) place) : -1;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
