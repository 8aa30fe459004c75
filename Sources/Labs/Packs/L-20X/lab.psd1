@{
  Title = 'UCMA 2.0: upgrade after migration in place'
  Deployment = 'b'
  Minutes = 30
  Rules = 'R-026', 'R-060', 'R-062'
}
