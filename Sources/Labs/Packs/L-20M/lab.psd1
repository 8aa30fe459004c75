@{
  Title = 'UCMA 2.0: migrate as is'
  Deployment = 'b'
  Minutes = 20
  Rules = 'R-020', 'R-021', 'R-022', 'R-023', 'R-042', 'R-043', 'R-044', 'R-046', 'R-054', 'R-072'
}
