import { DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from "@patternfly/react-core";
import type { ReactNode } from "react";

type FactProps = { name: string; testid?: string; children: ReactNode };

export const Fact = ({ name, testid, children }: FactProps) => (
  <DescriptionListGroup>
    <DescriptionListTerm>{name}</DescriptionListTerm>
    <DescriptionListDescription data-testid={testid}>{children}</DescriptionListDescription>
  </DescriptionListGroup>
);
