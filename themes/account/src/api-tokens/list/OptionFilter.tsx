import { MenuToggle, Select, SelectList, SelectOption } from "@patternfly/react-core";
import { useState } from "react";

type OptionFilterProps<T extends string> = {
  testid: string;
  name: string;
  /** The text of the button. */
  text: string;
  value: T;
  options: { value: T; text: string; testid?: string }[];
  onSelect: (value: T) => void;
};

/** A menu that narrows the list to one of a few values. */
export const OptionFilter = <T extends string>({
  testid,
  name,
  text,
  value,
  options,
  onSelect,
}: OptionFilterProps<T>) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <Select
      isOpen={isOpen}
      onOpenChange={setOpen}
      shouldFocusToggleOnSelect
      selected={value}
      onSelect={(_event, selected) => {
        onSelect(selected as T);
        setOpen(false);
      }}
      toggle={(ref) => (
        <MenuToggle ref={ref} data-testid={testid} isExpanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {text}
        </MenuToggle>
      )}
    >
      <SelectList aria-label={name}>
        {options.map((option) => (
          <SelectOption key={option.value} value={option.value} data-testid={option.testid}>
            {option.text}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
};
