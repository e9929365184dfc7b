package io.vitrina.catalog.category;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugsTest {

    @ParameterizedTest
    @CsvSource({
        "Чайники,chayniki",
        "Ёлки и щётки,elki-i-shchetki",
        "Хлеб & Молоко,khleb-moloko",
        "Café crème,cafe-creme",
        "'  --USB-C 3.1-- ',usb-c-3-1",
        "Київ,kiyiv",
        "Їжа і ґаджети є,yizha-i-gadzheti-ye",
        "Беларускі ўсход,belaruski-uskhod",
        "Љубав њих џеп ћилим ђак јаје,ljubav-njikh-dzhep-cilim-djak-jaje",
        "Ѓорче Ќосе ѕвезда,gjorche-kjose-dzvezda",
        "Қазақ әні өң үй ұл ғ һ,qazaq-ani-ong-uy-ul-g-h",
        "Straße Łódź Øl Æther Œuvre Đorđe Þór,strasse-lodz-ol-aether-oeuvre-dorde-thor",
        "2024,category-2024",
        "!!!,category",
        "日本,category"
    })
    void transliterates(String name, String slug) {
        assertThat(Slugs.of(name)).isEqualTo(slug);
    }

    @Test
    void keepsDecomposedLettersWhole() {
        assertThat(Slugs.of("Ча\u0438\u0306ник")).isEqualTo("chaynik");
    }

    @Test
    void cutsLongOnes() {
        assertThat(Slugs.of("щ".repeat(200))).hasSizeLessThanOrEqualTo(80).matches(Slugs.SHAPE);
    }

    @ParameterizedTest
    @CsvSource({
        "a,true",
        "7,true",
        "a-b,true",
        "a1-2b-c,true",
        "'',false",
        "-,false",
        "-a,false",
        "a-,false",
        "a--b,false",
        "A,false",
        "ж,false",
        "a b,false",
        "'a\n',false"
    })
    void knowsItsShape(String text, boolean slug) {
        assertThat(text.matches(Slugs.SHAPE)).isEqualTo(slug);
        assertThat(Slugs.isSlug(text)).isEqualTo(slug);
    }

    /** As many as a body may hold: a rule that counts comes too late for a pattern that runs out of stack. */
    @Test
    void looksAtTheLongestText() {
        assertThat("a-".repeat(500_000) + "a").matches(Slugs.SHAPE);
        assertThat("a-".repeat(500_000)).doesNotMatch(Slugs.SHAPE);
        assertThat(Slugs.isSlug("a".repeat(Slugs.MAX_LENGTH))).isTrue();
        assertThat(Slugs.isSlug("a".repeat(Slugs.MAX_LENGTH + 1))).isFalse();
    }

    @Test
    void numbersTakenOnes() {
        assertThat(Slugs.firstFree("tea", Set.of())).isEqualTo("tea");
        assertThat(Slugs.firstFree("tea", Set.of("tea"))).isEqualTo("tea-2");
        assertThat(Slugs.firstFree("tea", Set.of("tea", "tea-2", "tea-4"))).isEqualTo("tea-3");
        assertThat(Slugs.firstFree("all", Set.of())).isEqualTo("all-2");
    }
}
