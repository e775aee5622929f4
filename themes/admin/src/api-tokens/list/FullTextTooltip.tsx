import { Tooltip } from "@patternfly/react-core";
import type { ReactElement } from "react";

/** More may not fit into two lines of a narrow column. */
const SHORT = 30;

type FullTextTooltipProps = { text: string; children: ReactElement };

/** Has the whole text in a tooltip where the table may show only its beginning. */
export const FullTextTooltip = ({ text, children }: FullTextTooltipProps) =>
  text.length > SHORT ? <Tooltip content={text}>{children}</Tooltip> : children;
