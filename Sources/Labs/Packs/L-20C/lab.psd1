@{
  Title = 'UCMA 2.0: coexistence'
  Deployment = 'b'
  Minutes = 15
  Rules = 'R-001', 'R-002', 'R-003', 'R-004', 'R-005', 'R-008', 'R-010', 'R-015', 'R-071'
}
