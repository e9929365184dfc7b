package io.vitrina.catalog.category;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** A place in the shop's tree. */
@Entity
@Table(name = "category")
class Category {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;
    private String slug;
    private String description;

    @Column(name = "parent_id")
    private Long parentId;

    @Column(name = "is_active")
    private boolean active;

    @Version
    private int version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Category() {}

    Category(CategoryRequest request, String slug, Instant now) {
        this.name = request.name();
        this.slug = slug;
        this.description = request.description();
        this.parentId = request.parentId();
        this.active = true;
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.updatedAt = this.createdAt;
    }

    void change(CategoryRequest request, Instant now) {
        boolean same = name.equals(request.name())
                && slug.equals(request.slug())
                && Objects.equals(description, request.description())
                && Objects.equals(parentId, request.parentId());
        if (same) {
            return;
        }
        this.name = request.name();
        this.slug = request.slug();
        this.description = request.description();
        this.parentId = request.parentId();
        touch(now);
    }

    void activate(Instant now) {
        if (!active) {
            active = true;
            touch(now);
        }
    }

    void deactivate(Instant now) {
        if (active) {
            active = false;
            touch(now);
        }
    }

    private void touch(Instant now) {
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    Long id() {
        return id;
    }

    String name() {
        return name;
    }

    String slug() {
        return slug;
    }

    String description() {
        return description;
    }

    int version() {
        return version;
    }

    Long parentId() {
        return parentId;
    }
}
