/** What happens to API tokens with time, without anybody asking: expiry, the end of unused ones, cleaning, notices. */
package io.apitokens.keycloak.lifecycle;
