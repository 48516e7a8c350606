package io.dbguard.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** What a public class lets its callers see: supertypes, and the types of public and protected members. */
final class ShowOnly extends ArchCondition<JavaClass> {
    private final DescribedPredicate<? super JavaClass> allowed;

    ShowOnly(DescribedPredicate<? super JavaClass> allowed) {
        super("show only types that " + allowed.getDescription());
        this.allowed = allowed;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (isVisible(type.getModifiers())) {
            Stream<JavaType> supertypes = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
            report(type, type.getName(), supertypes, events);
            type.getMembers().stream()
                    .filter(member -> isVisible(member.getModifiers()))
                    .forEach(member -> report(type, member.getFullName(), typesOf(member), events));
        }
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> typesOf(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit code = (JavaCodeUnit) member;
        Stream<JavaType> thrown = code.getThrowsClause().getTypes().stream().map(JavaType.class::cast);
        return Stream.of(Stream.of(code.getReturnType()), code.getParameterTypes().stream(), thrown)
                .flatMap(types -> types);
    }

    private void report(JavaClass owner, String where, Stream<JavaType> types, ConditionEvents events) {
        types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .filter(type -> !type.isPrimitive() && !allowed.test(type))
                .forEach(type -> events.add(SimpleConditionEvent.violated(owner, where + " shows " + type.getName())));
    }
}
