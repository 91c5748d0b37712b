/** What the reporter's page tells as a decision, or as their own objection to one. */
export type DecisionKind =
  | 'accepted'
  | 'notAccepted'
  | 'extended'
  | 'verdict'
  | 'objected'
  | 'reviewed'
  | 'penalty'
  | 'rectified'
  | 'struckOff';
