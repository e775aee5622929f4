import { type ReactNode, useEffect, useRef } from "react";

type InSightProps = {
  /** The value that the content shows. Each change scrolls to the content again. */
  of: unknown;
  children: ReactNode;
};

/** Scrolls to its content: the form of a dialog may be scrolled to its end. */
export const InSight = ({ of, children }: InSightProps) => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers return a promise, which is no cleanup of an effect.
    place.current?.scrollIntoView({ block: "nearest" });
  }, [of]);
  return <div ref={place}>{children}</div>;
};
