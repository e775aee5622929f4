import { useCallback, useRef, useState } from "react";

export type Toast = { id: number; variant: "success" | "danger"; text: string };

/** Shows a text for some seconds. */
export type AddToast = (text: string, variant?: Toast["variant"]) => void;

/** The texts that the page shows for some seconds above its content. */
export const useToasts = () => {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const last = useRef(0);
  const add = useCallback<AddToast>((text, variant = "success") => {
    last.current += 1;
    const id = last.current;
    setToasts((previous) => [...previous, { id, variant, text }]);
  }, []);
  const remove = (id: number) => setToasts((previous) => previous.filter((toast) => toast.id !== id));
  return { toasts, add, remove };
};
