package io.vitrina.local.assortment;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class AssortmentTest {

    private final List<Assortment.Category> categories = Assortment.categories();
    private final List<Assortment.Product> products = Assortment.products();

    @Test
    void sellsTwoHundredProductsInATreeOfCategories() {
        Set<String> seen = new HashSet<>();
        for (Assortment.Category category : categories) {
            assertThat(category.parent().isEmpty() || seen.contains(category.parent()))
                    .as("%s comes after its parent", category.slug())
                    .isTrue();
            assertThat(seen.add(category.slug())).isTrue();
        }
        Set<String> parents =
                categories.stream().map(Assortment.Category::parent).collect(Collectors.toSet());

        assertThat(products).hasSize(200);
        assertThat(categories)
                .hasSize(26)
                .filteredOn(category -> category.parent().isEmpty())
                .hasSize(6);
        assertThat(products).extracting(Assortment.Product::sku).doesNotHaveDuplicates();
        assertThat(products).extracting(Assortment.Product::name).doesNotHaveDuplicates();
        assertThat(products).allSatisfy(product -> {
            assertThat(seen).contains(product.category());
            assertThat(parents).doesNotContain(product.category());
            assertThat(product.name())
                    .containsPattern("[А-Яа-я]")
                    .containsPattern("[A-Za-z]")
                    .hasSizeLessThan(200);
            assertThat(product.price()).isBetween(10_000L, 10_000_000L);
            assertThat(product.quantity()).isPositive();
        });
    }

    @Test
    void paintsTheSamePictureForTheSameProductAndAnotherForAnother() throws Exception {
        Assortment.Product kettle = products.get(40);

        byte[] picture = Pictures.png(kettle);

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
        assertThat(image.getWidth()).isEqualTo(480);
        assertThat(image.getHeight()).isEqualTo(480);
        assertThat(Pictures.png(kettle)).isEqualTo(picture);
        assertThat(Pictures.png(products.get(41))).isNotEqualTo(picture);
    }

    @Test
    void knowsASketchOfEveryCategory() {
        assertThat(products.stream().collect(Collectors.toMap(Assortment.Product::category, p -> p, (a, b) -> a)))
                .hasSize(20)
                .allSatisfy(
                        (category, product) -> assertThat(Pictures.png(product)).hasSizeBetween(2_000, 200_000));
    }
}
