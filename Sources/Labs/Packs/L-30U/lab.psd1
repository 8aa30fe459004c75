@{
  Title = 'UCMA 3.0: upgrade to UCMA 4.0'
  Deployment = 'a'
  Minutes = 10
  Rules = 'R-065'
}
