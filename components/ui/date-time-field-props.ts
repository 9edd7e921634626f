export interface DateTimeFieldProps {
  readonly label: string;
  readonly value: Date | null;
  readonly onChange: (value: Date | null) => void;
  readonly isOptional?: boolean;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}
