package io.dbguard.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Takes each package of dbguard by itself. */
final class EachPackage implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        return type.getPackageName().startsWith("io.dbguard")
                ? SliceIdentifier.of(type.getPackageName())
                : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
        return "each package";
    }
}
