import { Button } from "@patternfly/react-core";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import style from "./list.module.css";

type ClampedProps = { lines: number; className?: string; children: ReactNode };

/**
 * The first lines of a text and, if it is longer, a button that shows all of it. PatternFly's expandable section would
 * make each text a landmark without a name.
 */
export const Clamped = ({ lines, className, children }: ClampedProps) => {
  const { t } = useTranslation();
  const id = useId();
  const text = useRef<HTMLDivElement>(null);
  const [isLonger, setLonger] = useState(false);
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    const element = text.current;
    if (!element || isOpen) {
      return;
    }
    const observer = new ResizeObserver(() => setLonger(element.scrollHeight > element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [isOpen, children]);

  return (
    <div className={className}>
      <div
        ref={text}
        id={id}
        className={isOpen ? undefined : style.clamped}
        style={isOpen ? undefined : { WebkitLineClamp: lines }}
      >
        {children}
      </div>
      {isLonger && (
        <Button variant="link" isInline aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? "apiTokenShowLess" : "apiTokenShowMore")}
        </Button>
      )}
    </div>
  );
};
