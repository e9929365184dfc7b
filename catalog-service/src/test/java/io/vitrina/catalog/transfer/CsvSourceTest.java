package io.vitrina.catalog.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrina.kit.problem.ProblemException;
import java.io.BufferedReader;
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
        CsvSource source = new CsvSource(new Endless(HEADER + "A,\"", 8 * ImportSource.MAX_ROW, 'x', "\nB,b,1\n"));
        ImportLine broken = source.next();
        assertThat(broken.line()).isEqualTo(2);
        assertThat(broken.fault()).contains("longer than");
        assertThat(source.next().values()).containsEntry(Column.SKU, "B");
        assertThat(source.next()).isNull();
    }

    @Test
    void keepsNoMoreOfARowOfCommasThanItsColumns() throws IOException {
        long commas = 64L << 20;
        CsvRecords records = new CsvRecords(new Endless("A", commas, ',', "\nB,b,1\n"));
        CsvRecords.Row row = records.next(3);
        assertThat(row.line()).isEqualTo(1);
        assertThat(row.fields()).hasSize(4);
        assertThat(row.count()).isEqualTo(commas + 1);
        assertThat(row.fault()).isEqualTo("is longer than 1048576 characters; a quote may be missing");
        assertThat(records.next(3).fields()).containsExactly("B", "b", "1");
    }

    @Test
    void keepsTheGoodRowsBehindAQuoteThatIsNeverClosed() throws IOException {
        List<ImportLine> lines = read(HEADER + "A,a,1\nB,\"broken,2\nC,c,3\nD,\"d \"\"d\"\"\",4\nE,e,5\n");
        assertThat(lines).extracting(ImportLine::line).containsExactly(2, 3, 4, 5, 6);
        assertThat(lines)
                .extracting(ImportLine::fault)
                .containsExactly(null, "has text behind a closing quote", null, null, null);
        assertThat(lines)
                .extracting(line -> line.values().get(Column.NAME))
                .containsExactly("a", null, "c", "d \"d\"", "e");
    }

    @Test
    void keepsTheGoodRowsBehindAQuoteThatIsClosedAtTheEnd() throws IOException {
        List<ImportLine> lines = read(HEADER + "B,\"broken,2\r\nC,c,3\r\nD,d,4\r\n");
        assertThat(lines).extracting(ImportLine::line).containsExactly(2, 3, 4);
        assertThat(lines).extracting(ImportLine::fault).containsExactly("has a quote that is never closed", null, null);
    }

    @Test
    void keepsTheGoodRowsWhenTheLostQuoteMakesFieldsOfOtherRowsItsOwn() throws IOException {
        List<ImportLine> lines = read(HEADER + "B,\"broken,2\nC,\", c\",3\nD,d,4\n");
        assertThat(lines).extracting(ImportLine::line).containsExactly(2, 3, 4);
        assertThat(lines).extracting(ImportLine::fault).containsExactly("has a quote that is never closed", null, null);
        assertThat(lines.get(1).values()).containsEntry(Column.NAME, ", c");
    }

    @Test
    void takesARowOfSeveralLinesWithTooFewFieldsForOneRow() throws IOException {
        List<ImportLine> lines = read(HEADER + "A,\"one\ntwo\nthree\"\nB,b,1\n");
        assertThat(lines).extracting(ImportLine::line).containsExactly(2, 5);
        assertThat(lines.getFirst().fault()).isEqualTo("has 2 fields where the header has 3");
    }

    @Test
    void readsRowsAgainBehindAMegabyteInWhichNoQuoteIsClosed() throws IOException {
        String row = "C,c,3\n";
        int rows = 2 * ImportSource.MAX_ROW / row.length();
        List<ImportLine> lines = read(HEADER + "B,\"broken,2\n" + row.repeat(rows));
        assertThat(lines).hasSize(rows + 1);
        assertThat(lines.getFirst().fault()).isEqualTo("is longer than 1048576 characters; a quote may be missing");
        assertThat(lines.get(1).line()).isEqualTo(3);
        assertThat(lines.getLast().line()).isEqualTo(rows + 2);
        assertThat(lines.stream().filter(line -> line.fault() != null)).hasSize(1);
    }

    @Test
    void readsEachLineAFewTimesAtMostHoweverManyQuotesAreLost() throws IOException {
        int rows = 100_000;
        CountingReader reader = new CountingReader(HEADER + "x\",\"\n".repeat(rows));
        CsvSource source = new CsvSource(reader);
        int failed = 0;
        while (source.next() != null) {
            failed++;
        }
        assertThat(failed).isEqualTo(rows);
        assertThat(reader.reads).isLessThan(40L * rows);
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

    /** Counts what is read of it, what is read again too. */
    private static final class CountingReader extends BufferedReader {

        private long reads;

        private CountingReader(String text) {
            super(new StringReader(text));
        }

        @Override
        public int read() throws IOException {
            reads++;
            return super.read();
        }
    }

    /** A text, very many letters of one kind, and another text. */
    private static final class Endless extends Reader {

        private final String before;
        private final long letters;
        private final char letter;
        private final String after;
        private long at;

        private Endless(String before, long letters, char letter, String after) {
            this.before = before;
            this.letters = letters;
            this.letter = letter;
            this.after = after;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            int count = 0;
            for (int c = next(); c >= 0; c = next()) {
                buffer[offset + count] = (char) c;
                count++;
                if (count == length) {
                    break;
                }
            }
            return count == 0 ? -1 : count;
        }

        private int next() {
            long place = at++;
            if (place < before.length()) {
                return before.charAt((int) place);
            }
            place -= before.length();
            if (place < letters) {
                return letter;
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
