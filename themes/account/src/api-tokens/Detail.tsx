import { Text, TextVariants } from "@patternfly/react-core";
import type { ReactNode } from "react";

/** A smaller line under what a cell says first. */
export const Detail = ({ testid, children }: { testid?: string; children: ReactNode }) => (
  <Text component={TextVariants.small} className="pf-v5-u-color-200 pf-v5-u-mb-0" data-testid={testid}>
    {children}
  </Text>
);
