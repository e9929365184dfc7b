package io.vitrina.catalog.category;

import io.vitrina.catalog.cache.CatalogChange;
import io.vitrina.catalog.cache.EntityTags;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.DatabaseException;
import io.vitrina.kit.problem.FieldError;
import io.vitrina.kit.problem.ProblemException;
import io.vitrina.kit.problem.Violations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes the tree of categories, one writer at a time. What was written is read outside: counting products takes time. */
@ApplicationScoped
@Bounded
class CategoryService {

    /** Far deeper than any shop's tree, and shallow enough for every JSON reader. */
    private static final int MAX_DEPTH = 12;

    private final CategoryRepository categories;
    private final CategoryTrees trees;
    private final Validator validator;
    private final Event<CatalogChange> changes;
    private final Clock clock;

    CategoryService(
            CategoryRepository categories,
            CategoryTrees trees,
            Validator validator,
            Event<CatalogChange> changes,
            Clock clock) {
        this.categories = categories;
        this.trees = trees;
        this.validator = validator;
        this.changes = changes;
        this.clock = clock;
    }

    @Transactional
    long create(CategoryRequest request) {
        categories.lockTree();
        requireParent(request.parentId(), 0);
        String slug = request.slug() == null ? freeSlug(request.name()) : request.slug();
        if (request.slug() != null && categories.slugExists(slug)) {
            throw ProblemException.taken("slug");
        }
        Category category = new Category(request, slug, clock.instant());
        categories.persistAndFlush(category);
        changes.fire(CatalogChange.ofCategories());
        return category.id();
    }

    @Transactional
    long patch(String idOrSlug, CategoryPatch patch, String ifMatch) {
        return change(idOrSlug, ifMatch, category -> {
            CategoryRequest request = patch.appliedTo(category);
            validate(request);
            if (!request.slug().equals(category.slug()) && categories.slugExists(request.slug())) {
                throw ProblemException.taken("slug");
            }
            if (patch.parentId().present() && request.parentId() != null) {
                requireNoRing(category.id(), request.parentId());
            }
            category.change(request, clock.instant());
        });
    }

    @Transactional
    long activate(String idOrSlug, String ifMatch) {
        return change(idOrSlug, ifMatch, category -> category.activate(clock.instant()));
    }

    @Transactional
    long deactivate(String idOrSlug, String ifMatch) {
        return change(idOrSlug, ifMatch, category -> category.deactivate(clock.instant()));
    }

    @Transactional
    void delete(String idOrSlug, String ifMatch) {
        Category category = locked(idOrSlug, ifMatch);
        if (categories.isInUse(category.id())) {
            throw inUse();
        }
        categories.delete(category);
        try {
            categories.flush();
        } catch (PersistenceException e) {
            // A product came into it while we looked, and had it held until now.
            throw DatabaseException.isBrokenReference(e) ? inUse() : e;
        }
        changes.fire(CatalogChange.ofCategories());
    }

    private long change(String idOrSlug, String ifMatch, Consumer<Category> action) {
        Category category = locked(idOrSlug, ifMatch);
        action.accept(category);
        categories.flush();
        changes.fire(CatalogChange.ofCategories());
        return category.id();
    }

    private Category locked(String idOrSlug, String ifMatch) {
        categories.lockTree();
        Category category =
                categories.findByIdOrSlug(idOrSlug).orElseThrow(() -> ProblemException.notFound("category"));
        EntityTags.requireMatch(ifMatch, EntityTags.written(category.id(), category.version()));
        return category;
    }

    private static ProblemException inUse() {
        return ProblemException.conflict("the category is in use: it has products or categories below it");
    }

    private String freeSlug(String name) {
        String base = Slugs.of(name);
        return Slugs.firstFree(base, categories.slugsLike(base));
    }

    private void requireNoRing(long id, long parentId) {
        CategoryTree tree = trees.current();
        if (tree.isBelow(parentId, id)) {
            throw ProblemException.invalid("parent_id", "must not be the category itself or one below it");
        }
        requireParent(parentId, tree.height(id));
    }

    private void requireParent(Long parentId, int levelsBelow) {
        if (parentId == null) {
            return;
        }
        int depth = trees.current().depth(parentId);
        if (depth == 0) {
            throw ProblemException.invalid("parent_id", "does not exist");
        }
        if (depth + 1 + levelsBelow > MAX_DEPTH) {
            throw ProblemException.invalid("parent_id", "would make the tree deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void validate(CategoryRequest request) {
        List<FieldError> errors =
                new ArrayList<>(Violations.fieldErrors(new ConstraintViolationException(validator.validate(request))));
        if (request.slug() == null) {
            errors.add(new FieldError("slug", "is required"));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
