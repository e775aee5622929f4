/**
 * Describes clients as applications for API tokens: their scopes, the APIs that these lead to, and what is wrong with
 * their settings. This package may use {@code claims}, {@code rest} and the packages below.
 */
package io.apitokens.keycloak.admin.application;
