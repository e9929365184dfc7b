package io.vitrina.catalog.category;

import io.vitrina.catalog.cache.CatalogReads;
import io.vitrina.catalog.cache.ReadCache;
import io.vitrina.catalog.cache.Rendered;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reads the tree of categories. */
@ApplicationScoped
public class CategoryTrees {

    private final CategoryRepository categories;
    private final ReadCache cache;
    private final CatalogReads reads;

    CategoryTrees(CategoryRepository categories, ReadCache cache, CatalogReads reads) {
        this.categories = categories;
        this.cache = cache;
        this.reads = reads;
    }

    /** A list of categories. */
    @Schema(name = "Categories")
    public record Categories(List<CategoryResponse> items) {}

    private record OneKey(long id) {}

    /** The tree as shoppers see it, perhaps a moment old. */
    public CategoryTree recent() {
        return cache.categories(CategoryTree.class, this::current);
    }

    /** The tree as it is now. */
    public CategoryTree current() {
        return new CategoryTree(categories.all());
    }

    Rendered listForShoppers() {
        return cache.list(Categories.class, () -> reads.render(new Categories(recent().roots(recentCounts(), false))));
    }

    Rendered listForAdmins(boolean all) {
        return reads.render(new Categories(current().roots(counts(), all)));
    }

    Optional<Rendered> oneForShoppers(String idOrSlug) {
        return recent().find(idOrSlug)
                .flatMap(row -> cache.list(new OneKey(row.id()), () -> {
                    CategoryTree tree = recent();
                    return tree.find(Long.toString(row.id()))
                            .filter(found -> !tree.hidden().contains(found.id()))
                            .map(found -> render(tree, found, recentCounts(), false));
                }));
    }

    /** As it is now, with everything below it. */
    Rendered oneForAdmins(String idOrSlug) {
        CategoryTree tree = current();
        CategoryRow row = tree.find(idOrSlug).orElseThrow(() -> ProblemException.notFound("category"));
        return render(tree, row, counts(), true);
    }

    private Rendered render(CategoryTree tree, CategoryRow row, Map<Long, Long> counts, boolean all) {
        return reads.render(tree.response(row, counts, all), row.id(), row.version());
    }

    private Map<Long, Long> recentCounts() {
        return cache.part(CategoryRepository.CategoryCount.class, this::counts);
    }

    private Map<Long, Long> counts() {
        return categories.counts().stream()
                .collect(Collectors.toMap(
                        CategoryRepository.CategoryCount::categoryId, CategoryRepository.CategoryCount::products));
    }
}
