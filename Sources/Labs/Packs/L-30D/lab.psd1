@{
  Title = 'UCMA 3.0: direct deployment'
  Deployment = 'c'
  Minutes = 20
  Rules = 'R-033', 'R-056', 'R-063'
}
