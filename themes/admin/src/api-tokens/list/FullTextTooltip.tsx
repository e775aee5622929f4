import { Tooltip } from "@patternfly/react-core";
import type { ReactElement } from "react";

/** Longer texts may need more than two lines in a narrow column. */
const SHORT = 30;

type FullTextTooltipProps = { text: string; children: ReactElement };

/** Adds a tooltip with the full text if the table may cut it off. */
export const FullTextTooltip = ({ text, children }: FullTextTooltipProps) =>
  text.length > SHORT ? <Tooltip content={text}>{children}</Tooltip> : children;
