import { DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from "@patternfly/react-core";
import type { ReactNode } from "react";

type DetailFieldProps = { name: string; testid?: string; children: ReactNode };

export const DetailField = ({ name, testid, children }: DetailFieldProps) => (
  <DescriptionListGroup>
    <DescriptionListTerm>{name}</DescriptionListTerm>
    <DescriptionListDescription data-testid={testid}>{children}</DescriptionListDescription>
  </DescriptionListGroup>
);
