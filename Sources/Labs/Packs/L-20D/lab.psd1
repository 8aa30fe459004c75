@{
  Title = 'UCMA 2.0: direct deployment'
  Deployment = 'c'
  Minutes = 25
  Rules = 'R-011', 'R-020', 'R-043'
}
