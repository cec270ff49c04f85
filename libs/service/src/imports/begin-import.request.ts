import { Matches } from 'class-validator';
import { Code, Count, Day, Flag, Label, Optional } from '#contracts/fields';

/** What a sender declares of a file before it sends it. */
export class BeginImportRequest {
  /** sirene, communes, partner-file, bmo, intentions: what the file is. */
  @Code(40) kind: string;
  /** The code of the partner whose file it is; a partner's key need not give it. */
  @Optional() @Code() partner?: string | null;
  /** The vintage of the file, where it does not tell it itself. */
  @Optional() @Day() asOf?: string | null;
  @Label(255) fileName: string;
  @Matches(/^[0-9a-f]{64}$/) sha256: string;
  @Count(50_000_000_000) bytes: number;
  /** A person looked at what the volume guard stopped, and wants it all the same (BR-13). */
  @Optional() @Flag() confirm?: boolean | null;
  /** The file declares that its SIRETs lost their leading zeros (BR-01). */
  @Optional() @Flag() leadingZerosLost?: boolean | null;
}
