/** The least and the most that a charge comes to; absent: none. */
export interface Bounds {
  minimum?: string | null;
  maximum?: string | null;
}
