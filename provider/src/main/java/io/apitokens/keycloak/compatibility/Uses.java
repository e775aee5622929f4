package io.apitokens.keycloak.compatibility;

import java.util.Set;

import io.apitokens.keycloak.compatibility.ClassFile.Member;

/**
 * The classes and members that a class uses.
 *
 * @param classes the classes that it names
 * @param created the classes that it instantiates
 * @param references the methods and fields that it uses
 */
record Uses(Set<String> classes, Set<String> created, Set<Reference> references) {

    /**
     * The use of a member.
     *
     * @param owner a class that has or inherits the member, or an array
     * @param isStatic whether the code uses it without an object
     * @param ofInterface whether the code takes the owner for an interface; false for a field
     */
    record Reference(String owner, Member member, boolean isStatic, boolean ofInterface) {}
}
