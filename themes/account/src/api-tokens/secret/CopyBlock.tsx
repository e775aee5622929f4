import { Button, CodeBlock, CodeBlockAction, CodeBlockCode } from "@patternfly/react-core";
import { CheckIcon, CopyIcon } from "@patternfly/react-icons";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { copy } from "./copy";
import style from "./secret.module.css";

type CopyBlockProps = { testid: string; name: string; text: string; onCopied: () => void; isPrimary?: boolean };

/** A text in a monospaced font that wraps, with a button that copies it. */
export const CopyBlock = ({ testid, name, text, onCopied, isPrimary = false }: CopyBlockProps) => {
  const { t } = useTranslation();
  const code = useRef<HTMLDivElement>(null);
  const [outcome, setOutcome] = useState<"copied" | "selected">();
  const copyText = async () => {
    const isCopied = code.current !== null && (await copy(text, code.current));
    setOutcome(isCopied ? "copied" : "selected");
    if (isCopied) {
      onCopied();
    }
  };
  // A user who copies the selected text has it too, but not with a part of it.
  const copiedSelection = () => {
    if (window.getSelection()?.toString().includes(text)) {
      onCopied();
    }
  };
  return (
    <CodeBlock
      data-testid={testid}
      className={style.code}
      actions={
        <CodeBlockAction className={style.action}>
          <span role="status" className="pf-v5-u-font-size-sm pf-v5-u-mr-sm" data-testid={`${testid}Copied`}>
            {outcome && t(outcome === "copied" ? "apiTokenCopied" : "apiTokenSelected")}
          </span>
          <Button
            variant={isPrimary ? "primary" : "secondary"}
            icon={outcome === "copied" ? <CheckIcon /> : <CopyIcon />}
            aria-label={t("apiTokenCopyOf", { name })}
            onClick={() => void copyText()}
          >
            {t("apiTokenCopy")}
          </Button>
        </CodeBlockAction>
      }
    >
      <div ref={code} dir="ltr" onCopy={copiedSelection}>
        <CodeBlockCode>{text}</CodeBlockCode>
      </div>
    </CodeBlock>
  );
};
