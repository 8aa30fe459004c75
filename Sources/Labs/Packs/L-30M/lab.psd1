@{
  Title = 'UCMA 3.0: migrate as is'
  Deployment = 'a'
  Minutes = 20
  Rules = 'R-030', 'R-031', 'R-034', 'R-040', 'R-043', 'R-052', 'R-063'
}
