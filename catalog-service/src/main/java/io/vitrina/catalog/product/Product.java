package io.vitrina.catalog.product;

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

/** Something the shop sells. How much there is of it is the stock's business. */
@Entity
@Table(name = "product")
class Product {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String sku;
    private String name;
    private String description;
    private long price;

    @Column(updatable = false)
    private String currency;

    @Column(name = "category_id")
    private Long categoryId;

    @Column(name = "image_url")
    private String imageUrl;

    @Column(name = "is_active")
    private boolean active;

    @Version
    private int version;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private Instant deletedAt;

    protected Product() {}

    Product(ProductRequest request, String currency, Instant now) {
        write(request);
        this.currency = currency;
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
        this.updatedAt = this.createdAt;
    }

    /** Takes over all that the request says; untouched when that is what it is already. */
    void change(ProductRequest request, Instant now) {
        boolean same = Objects.equals(sku, request.sku())
                && name.equals(request.name())
                && Objects.equals(description, request.description())
                && price == request.price()
                && Objects.equals(categoryId, request.categoryId())
                && Objects.equals(imageUrl, request.imageUrl())
                && active == request.activeOrDefault();
        if (!same) {
            write(request);
            touch(now);
        }
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

    void picture(String url, Instant now) {
        if (!url.equals(imageUrl)) {
            imageUrl = url;
            touch(now);
        }
    }

    /** Its stock changed: whoever read it before has an old state of it. */
    void touch(Instant now) {
        updatedAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** Takes it out of the shop for good; frees its category and, being deleted, its sku. */
    void delete(Instant now) {
        active = false;
        categoryId = null;
        deletedAt = now.truncatedTo(ChronoUnit.MICROS);
        touch(now);
    }

    private void write(ProductRequest request) {
        sku = request.sku();
        name = request.name();
        description = request.description();
        price = request.price();
        categoryId = request.categoryId();
        imageUrl = request.imageUrl();
        active = request.activeOrDefault();
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    Long id() {
        return id;
    }

    String sku() {
        return sku;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    long price() {
        return price;
    }

    Long categoryId() {
        return categoryId;
    }

    String imageUrl() {
        return imageUrl;
    }

    boolean isActive() {
        return active;
    }
}
