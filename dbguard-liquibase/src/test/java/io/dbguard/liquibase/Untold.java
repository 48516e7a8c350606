package io.dbguard.liquibase;

import liquibase.change.custom.CustomTaskChange;
import liquibase.database.Database;
import liquibase.exception.ValidationErrors;
import liquibase.resource.ResourceAccessor;

/** A change of which nobody can tell what it does. */
public final class Untold implements CustomTaskChange {
    @Override
    public void execute(Database database) {}

    @Override
    public String getConfirmationMessage() {
        return "done";
    }

    @Override
    public void setUp() {}

    @Override
    public void setFileOpener(ResourceAccessor accessor) {}

    @Override
    public ValidationErrors validate(Database database) {
        return new ValidationErrors();
    }
}
